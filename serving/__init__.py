"""What stands between the browser and the pages: gates, headers, routes, session cookie. Pure ASGI."""

"""What asks the database beside the pages takes no thread from those that Streamlit serves its files with."""

from __future__ import annotations

import asyncio
import threading

from anyio import to_thread

from serving import asking

SHARED_THREADS = 28  # as Streamlit sets it


def test_strangers_who_wait_for_the_database_keep_no_file_from_anybody() -> None:
    answers = threading.Event()

    async def page_while_many_wait() -> str:
        to_thread.current_default_thread_limiter().total_tokens = SHARED_THREADS
        waiting = [asyncio.create_task(asking.apart(answers.wait)) for _ in range(2 * SHARED_THREADS)]
        await asyncio.sleep(0)  # all of them have asked
        try:
            return await asyncio.wait_for(to_thread.run_sync(lambda: "the page"), timeout=20)
        finally:
            answers.set()
            await asyncio.gather(*waiting)

    assert asyncio.run(page_while_many_wait()) == "the page"

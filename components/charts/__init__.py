"""One chart per module: typed values in, a plotly figure out, no Streamlit."""

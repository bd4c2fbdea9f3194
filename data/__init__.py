"""Everything that knows: nouns, rules, content, storage, files and services. Never imports Streamlit."""

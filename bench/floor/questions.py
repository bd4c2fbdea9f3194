"""The floor of the measurement: a bare Streamlit page with the widgets of four questions and nothing else."""

import streamlit as st

LEVELS = ["0 – none", "1 – planned", "2 – begun", "3 – mostly", "4 – established", "not known", "not applicable"]

st.button("Language", key="language")
st.button("Sign out", key="sign_out")
st.title("Questions")
for number in range(4):
    with st.container(border=True):
        st.markdown(f"## Question {number}\n\nWhat counts here, in a sentence or two.")
        chosen = st.radio("Answer", LEVELS, index=None, key=f"reply_{number}", captions=["What it means."] * 7)
        st.button("Take back", key=f"take_back_{number}")
        if chosen == LEVELS[4]:
            st.text_input("Evidence", key=f"evidence_{number}")
        st.caption(f"saved {chosen}" if chosen else "open")
        st.pills("More", ["Notes", "Talk", "History"], selection_mode="multi", key=f"panels_{number}")
        st.button("Mark", key=f"mark_{number}")
st.button("Next", key="next")

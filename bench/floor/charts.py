"""The floor of the measurement: a bare Streamlit page with as many charts as the results page, and nothing else."""

import plotly.graph_objects as go
import streamlit as st

for number in range(2):
    figure = go.Figure(go.Bar(x=[3, 1, 2, 4, 2, 5, 3], y=list("abcdefg"), orientation="h"))
    st.plotly_chart(figure, key=f"chart_{number}")

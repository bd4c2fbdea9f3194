"""Charts of documents: values and texts in, a drawing of plain shapes out. No Streamlit, no file format.

Words stand above what they belong to and are broken into lines by a careful guess of their width, because the font that
a reader has is not known here. Nothing is told by colour alone.
"""

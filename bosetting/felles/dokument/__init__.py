"""Documents as data: blokker.py is the model, html.py and typst.py draw it, markdown.py reads people's prose."""

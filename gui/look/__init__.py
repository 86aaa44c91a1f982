"""How the window looks: colours, icons, fonts, and the style sheet made of them."""

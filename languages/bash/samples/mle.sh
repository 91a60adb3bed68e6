text=xxxxxxxxxxxxxxxx
while :; do text="$text$text"; done

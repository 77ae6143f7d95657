(.results | map(.mean) | max) as $most | .results[]
| "\(.parameters.r | split(" ")[0])\t\(.mean * 100 | round / 100) s\t" + "█" * (.mean / $most * 50 | ceil)

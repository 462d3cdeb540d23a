#!/usr/bin/env python3
"""Makes a page's picture small: `shrink.py FROM.png TO.png`. A table has few colours; 64 keep it readable."""

import sys

from PIL import Image

source, target = sys.argv[1:]
Image.open(source).convert("RGB").quantize(64).save(target, optimize=True)

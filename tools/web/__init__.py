"""The only door to the network: everything that is read from the web is read through `Web`.

The names here are cheap to import; HTTP, the cache, robots and archives are loaded when first needed.
"""

from .door import FILING_BYTES, PAGE_BYTES, Web, open_web
from .messages import Request, Response
from .options import WebOptions

__all__ = ["FILING_BYTES", "PAGE_BYTES", "Request", "Response", "Web", "WebOptions", "open_web"]

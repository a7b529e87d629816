// Light or dark, as the reader chose last: before anything is drawn, so that no page is light first and then dark.
"use strict";

document.body.dataset.theme = localStorage.getItem("theme") || "auto";

# The political scientist again, in R: the panel of the command line, merged on ISO 3166 codes.
visits <- read.csv("panel.csv", na.strings = "", encoding = "UTF-8")
visits$month <- substr(visits$period, 1, 7)
trade <- read.csv("trade.csv")
merged <- merge(trade, visits, all.x = TRUE, by.x = c("iso1", "iso2", "month"), by.y = c("sending_iso3", "receiving_iso3", "month"))
write.csv(merged[c("iso1", "iso2", "month", "least", "expected", "most", "searched")], "merged.csv", row.names = FALSE, quote = FALSE)

### for: everyone
### Other services of the area: the list, and one of them.

directory-title = Other places that help
directory-heading = { $count ->
    [0] Other places that help
    [one] One other place that helps
   *[other] { $count } other places that help
}
directory-found = { $count ->
    [0] Nothing with “{ $words }”
    [one] One place with “{ $words }”
   *[other] { $count } places with “{ $words }”
}
directory-lead = These are not ours. We say where we know of each from, and when one of us last checked it.
directory-for = For:
directory-words = Look for a word
directory-words-hint = Like home, money or women
directory-look = Look
directory-all = Show all
directory-none = Nothing is listed yet
directory-not-found = Nothing like that is listed
directory-none-what = One of us may know of something.
directory-now = Do you want to talk to someone now?
directory-now-link = Whom you can ring
directory-back = Other places that help
directory-never-year = Copied from a list of { $year }. Nobody here has checked it since.
directory-never = Copied from a list. Nobody here has checked it.
directory-never-own = Written down by us. Nobody here has checked it yet.
directory-checked = Checked { $day } by us.
directory-long-ago = Last checked { $day } by us. That is over a year ago.
listing-over = Not one of ours
listing-old-what = It may have moved or closed. Its number may be somebody else’s by now.
listing-short = In short
listing-what = What they do
listing-for = For whom
listing-come = How to come
listing-area = Where they work
listing-where = Where
listing-telephone = Telephone
listing-number-old = We have not checked this number lately, so you cannot ring it from here.
listing-website = Website
listing-source = Where we know it from
listing-source-year = { $source }, { $year }
listing-source-own = Written down by one of us
groups-others = Other places that help
groups-others-what = There is more in the area than our groups.
groups-others-link = See other places that help
groups-others-found = { $count ->
    [one] Your words are found in one place that is not ours:
   *[other] Your words are found in { $count } places that are not ours:
 }
groups-others-all = See all { $count }
help-others = Not in danger, and looking for something else?
help-others-link = Other places that help

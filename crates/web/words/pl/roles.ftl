### for: everyone
### What people are here as.

role-member = Osoba z grupy
role-supporter = Osoba wspierająca
role-coordinator = Osoba koordynująca
role-supervisor = Osoba od superwizji
role-safeguarding = Osoba od bezpieczeństwa
role-referrer = Osoba kierująca
role-administrator = Osoba zarządzająca
role-reader = Osoba czytająca raporty
role-online-safety = Osoba od bezpieczeństwa w internecie
role-auditor = Osoba kontrolująca

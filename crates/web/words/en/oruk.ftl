### for: everyone
### The feed of services for directories elsewhere (Open Referral UK). People read it where it is gathered.
oruk-for-whom = For: { $whom }
oruk-checked = Checked on { $day }
oruk-page = Say a whole number from 1 upwards.
oruk-set-what = What it is
oruk-set-what-about = What a service is at all.
oruk-set-door = Who may come, and when
oruk-set-door-about = What kind of door a group has.
oruk-set-way = How people come
oruk-set-way-about = In a room, online or by phone.
oruk-peer-support = Peer support
oruk-peer-support-about = People who have been through something themselves meet others who are in it.
oruk-way-in-person = People meet in a place.
oruk-way-online = People meet by a link.
oruk-way-phone = People meet by phone.
oruk-way-hybrid = People meet in a place, and others join by a link.

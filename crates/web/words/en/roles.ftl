### for: staff
### What people are here as.

role-member = Member
role-supporter = Peer supporter
role-coordinator = Coordinator
role-supervisor = Supervisor
role-safeguarding = Safeguarding lead
role-referrer = Referrer
role-administrator = Administrator
role-reader = Reader
role-online-safety = Online safety lead
role-auditor = Auditor

# What each is for, and what it lets see. Keep these true: they are what somebody says yes to.
role-about-member = Takes part in groups. Pages of their own are still to come.
role-about-supporter = Offers peer support and holds seats. Sees their own day, the sessions they hold a seat in, and who else is there.
role-about-coordinator = Plans groups, sessions and places. Sees who helps, what each has shown, and what is owed. Reads no worry, unless named to read them.
role-about-supervisor = Holds supervision. Has no page for it yet, and may be named to read worries.
role-about-safeguarding = Decides on worries. Reads all of them, sees who looked at what, and who helps.
role-about-referrer = Refers people from outside. Has no page for it yet.
role-about-administrator = Sets this up, lets people in and ends their roles. Sees who helps and who did what. Reads no worry, unless named to read them.
role-about-reader = A funder or trustee. Will read figures, never anything about a person. Has no page for it yet.
role-about-online-safety = Answers for online rooms under the law. There are none here yet.
role-about-auditor = Checks who looked at what. Has no page for it yet.

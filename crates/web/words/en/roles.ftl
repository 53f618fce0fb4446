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

//! What one worker does: one act after the other, each written down before it is sent and after it is answered.

use super::*;

impl Worker {
    pub(super) fn new(number: u64, seed: u64) -> Self {
        Self {
            number,
            chance: Chance::new(seed, number),
            seats: Vec::new(),
            duties: Vec::new(),
            known: BTreeMap::new(),
            pending: Vec::new(),
            worries: 0,
            seen: Seen::default(),
        }
    }

    pub(super) fn work(
        &mut self,
        journal: &Journal,
        crew: &Crew,
        until: &Until<'_>,
        began: Instant,
    ) -> Result<(), String> {
        let mut rounds = 0;
        while !until.stop.load(Ordering::SeqCst) && until.rounds.is_none_or(|most| rounds < most) {
            rounds += 1;
            let step = match self.again(journal, until.at, Duration::from_secs(2))? {
                Ok(()) => self.step(journal, crew, until.at)?,
                Err(why) => Err(format!("{AGAIN}{why}")),
            };
            if let Err(why) = step {
                self.seen.errors.push((began.elapsed(), why));
                if until.at_first_cut {
                    return Ok(());
                }
                std::thread::sleep(Duration::from_millis(50));
            }
        }
        Ok(())
    }

    /// One step: an act or something read. The inner error is an answer that did not come.
    pub(super) fn step(
        &mut self,
        journal: &Journal,
        crew: &Crew,
        at: SocketAddr,
    ) -> Result<Result<(), String>, String> {
        match self.chance.below(10) {
            0..=4 => self.at_a_seat(journal, crew, at),
            5 if !self.duties.is_empty() => self.at_a_duty(journal, crew, at),
            5 | 6 => self.tell_a_worry(journal, at),
            _ => Ok(self.read(crew, at)),
        }
    }

    pub(super) fn ask(&mut self, ask: &Ask, at: SocketAddr, patience: Duration) -> Result<Said, String> {
        let began = Instant::now();
        let said = ask.send(at, patience);
        self.seen.longest = self.seen.longest.max(began.elapsed());
        said
    }

    pub(super) fn page(&mut self, ask: &Ask, at: SocketAddr) -> Result<Said, String> {
        self.seen.reads += 1;
        match self.ask(ask, at, PATIENCE)? {
            said if said.status == 200 => Ok(said),
            said => Err(format!("GET {}: {}", ask.path, said.status)),
        }
    }

    pub(super) fn read(&mut self, crew: &Crew, at: SocketAddr) -> Result<(), String> {
        let own = ["/today", "/api/v1/duties", "/api/v1/sessions?limit=20"];
        let path = ["/", "/help", "/groups", "/today", "/api/v1/duties", "/api/v1/sessions?limit=20"];
        let path = self.chance.one_of(&path).copied().unwrap_or("/");
        let ask = Ask::get(path);
        let ask = if own.contains(&path) { ask.by(&crew.coordinator) } else { ask };
        self.page(&ask, at).map(|_| ())
    }

    pub(super) fn at_a_seat(
        &mut self,
        journal: &Journal,
        crew: &Crew,
        at: SocketAddr,
    ) -> Result<Result<(), String>, String> {
        let Some((seat, session)) = self.chance.one_of(&self.seats).cloned() else { return Ok(Ok(())) };
        if self.pending.iter().any(|(act, ..)| act.thing == seat) {
            return Ok(Ok(()));
        }
        let whole = match self.page(&Ask::get(&format!("/api/v1/sessions/{session}")).by(&crew.coordinator), at) {
            Ok(said) => said.json(),
            Err(why) => return Ok(Err(why)),
        };
        let seats = whole.pointer("/seats").and_then(Value::as_array);
        let found = seats.into_iter().flatten().find(|one| text(one, "/id") == seat);
        let holder = found.and_then(|one| known(one, "/holder/id"));
        if let Some(standing) = self.known.get(&seat)
            && !standing.allows(holder.as_deref())
        {
            self.seen.wrong.push(format!("{seat}: {holder:?} was read where {standing:?} was known"));
        }
        let go = |who: &str, step: &str, body: Value, after: Option<String>, act: &str| {
            let ask = post(&format!("/api/v1/seats/{seat}/{step}"), who, &body);
            (ask, after, (act.to_owned(), seat.clone()))
        };
        let (ask, after, audit) = match &holder {
            Some(person) => match crew.supporters.get(person) {
                Some(token) if self.chance.below(3) > 0 => go(token, "hand-back", json!({}), None, "seat-handed-back"),
                _ => go(&crew.coordinator, "take-back", json!({}), None, "seat-taken-back"),
            },
            None => {
                if let Some(found) = self.asked_for(&whole, &seat, crew) {
                    let (offer, person, token) = found;
                    let ask = post(&format!("/api/v1/offers/{offer}/answer"), &token, &json!({ "answer": "yes" }));
                    (ask, Some(person), ("seat-taken".to_owned(), offer))
                } else {
                    let could = planning(&whole, &seat, "could");
                    let could: Vec<String> = could.iter().filter_map(|one| known(one, "/person/id")).collect();
                    let Some(person) = self.chance.one_of(&could).cloned() else { return Ok(Ok(())) };
                    let body = json!({ "person": person });
                    go(&crew.coordinator, "give", body, Some(person), "seat-given")
                }
            }
        };
        self.act(journal, at, ask, Act { key: String::new(), thing: seat.clone(), after, audit })
    }

    /// Somebody with a token who was asked for a seat and has not answered.
    pub(super) fn asked_for(&mut self, whole: &Value, seat: &str, crew: &Crew) -> Option<(String, String, String)> {
        let asked: Vec<_> = planning(whole, seat, "asked")
            .iter()
            .filter(|one| known(one, "/answer").is_none())
            .filter_map(|one| {
                let person = known(one, "/person/id")?;
                let token = crew.supporters.get(&person)?;
                Some((known(one, "/id")?, person, token.clone()))
            })
            .collect();
        self.chance.one_of(&asked).cloned()
    }

    pub(super) fn at_a_duty(
        &mut self,
        journal: &Journal,
        crew: &Crew,
        at: SocketAddr,
    ) -> Result<Result<(), String>, String> {
        let Some(duty) = self.chance.one_of(&self.duties).cloned() else { return Ok(Ok(())) };
        if self.pending.iter().any(|(act, ..)| act.thing == duty) {
            return Ok(Ok(()));
        }
        let mine = self.known.get(&duty).is_some_and(|standing| standing.sure.is_some());
        let (step, after, act) =
            if mine { ("give-back", None, "duty-given-back") } else { ("take", Some("mine".to_owned()), "duty-taken") };
        let ask = post(&format!("/api/v1/duties/{duty}/{step}"), &crew.coordinator, &json!({}));
        let audit = (act.to_owned(), duty.clone());
        self.act(journal, at, ask, Act { key: String::new(), thing: duty, after, audit })
    }

    pub(super) fn tell_a_worry(&mut self, journal: &Journal, at: SocketAddr) -> Result<Result<(), String>, String> {
        let shown = match self.page(&Ask::get("/concern/say?danger=no&about=somebody-else"), at) {
            Ok(said) => said.body,
            Err(why) => return Ok(Err(why)),
        };
        let act = shown.split("name=\"act\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let Some(act) = act else { return Ok(Err("the form of a worry has no act".to_owned())) };
        self.worries += 1;
        let mark = format!("worry-{}-{}-{:x}", self.number, self.worries, self.chance.below(1 << 24));
        let words = format!("I am worried about my neighbour. [{mark}]");
        let ask = Ask {
            method: "POST",
            path: "/concern".to_owned(),
            headers: vec!["Content-Type: application/x-www-form-urlencoded".to_owned()],
            body: form(&[("act", act), ("danger", "no"), ("about", "somebody-else"), ("words", &words)]),
        };
        let key = act.to_owned();
        let audit = ("raised-concern".to_owned(), String::new());
        self.act(journal, at, ask, Act { key, thing: mark, after: Some("told".to_owned()), audit })
    }

    /// Writes an act down, sends it, and writes down what came back.
    pub(super) fn act(
        &mut self,
        journal: &Journal,
        at: SocketAddr,
        mut ask: Ask,
        mut act: Act,
    ) -> Result<Result<(), String>, String> {
        if act.key.is_empty() {
            act.key = self.chance.key();
            ask.headers.push(format!("Idempotency-Key: {}", act.key));
        }
        self.send(journal, at, ask, act, PATIENCE)
    }

    pub(super) fn send(
        &mut self,
        journal: &Journal,
        at: SocketAddr,
        ask: Ask,
        act: Act,
        patience: Duration,
    ) -> Result<Result<(), String>, String> {
        journal.sent(&act)?;
        let said = self.ask(&ask, at, patience);
        let (outcome, words) = match &said {
            Ok(said) => (outcome(said), format!("{} {}", said.status, said.body.chars().take(200).collect::<String>())),
            Err(why) => (Outcome::Unknown, why.clone()),
        };
        journal.answered(&act.key, outcome, &words)?;
        let standing = self.known.entry(act.thing.clone()).or_default();
        match outcome {
            Outcome::Done => *standing = Standing { sure: act.after, perhaps: Vec::new() },
            Outcome::Refused => standing.perhaps.clear(),
            Outcome::Unknown => {
                standing.perhaps.push(act.after.clone());
                // That it is being done is said for half a minute; everything else may be tried at once.
                let rests = matches!(&said, Ok(said) if said.status == 409) || patience < PATIENCE;
                let wait = if rests { DONE_AGAIN_AFTER } else { Duration::ZERO };
                self.pending.push((act, ask, Instant::now() + wait));
                return Ok(Err(words));
            }
        }
        Ok(Ok(()))
    }

    /// Sends what nobody knows of again, with the same key.
    pub(super) fn again(
        &mut self,
        journal: &Journal,
        at: SocketAddr,
        patience: Duration,
    ) -> Result<Result<(), String>, String> {
        let (due, rest) =
            std::mem::take(&mut self.pending).into_iter().partition(|(_, _, when)| *when <= Instant::now());
        self.pending = rest;
        let mut done = Ok(());
        for (act, ask, _) in due {
            let one = self.send(journal, at, ask, act, patience)?;
            done = done.and(one);
        }
        Ok(done)
    }
}

fn planning<'v>(whole: &'v Value, seat: &str, of: &str) -> &'v [Value] {
    let all = whole.pointer("/planning").and_then(Value::as_array);
    let found = all.into_iter().flatten().find(|one| text(one, "/seat") == seat);
    found.and_then(|one| one.get(of)).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn post(path: &str, token: &str, body: &Value) -> Ask {
    let headers = vec!["Content-Type: application/json".to_owned()];
    Ask { method: "POST", path: path.to_owned(), headers, body: body.to_string() }.by(token)
}

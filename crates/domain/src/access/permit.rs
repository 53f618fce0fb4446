//! Permits: leave to do one act to one thing.

use super::roles::{Hat, Role};
use crate::ids::{BranchId, GroupId, OrganisationId, PersonId};
use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use core::marker::PhantomData;
use jiff::Timestamp;

/// What is known, at one instant, about the person who wants to act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The one organisation that this person belongs to.
    pub organisation: OrganisationId,
    /// The person.
    pub person: PersonId,
    /// The hats that were worn at the instant asked about, and no others.
    hats: Vec<Hat>,
    /// Groups that this person must not be brought together with.
    kept_from: BTreeSet<GroupId>,
}

impl Standing {
    /// The standing at `now`: hats that are not worn at that instant fall away here.
    pub fn at(
        now: Timestamp,
        organisation: OrganisationId,
        person: PersonId,
        hats: impl IntoIterator<Item = Hat>,
        kept_from: impl IntoIterator<Item = GroupId>,
    ) -> Self {
        Self {
            organisation,
            person,
            hats: hats.into_iter().filter(|hat| hat.worn_at(now)).collect(),
            kept_from: kept_from.into_iter().collect(),
        }
    }

    /// Whether the person wears this role in this branch.
    pub fn wears(&self, role: Role, branch: Option<BranchId>) -> bool {
        self.hats.iter().any(|hat| hat.role == role && hat.covers(branch))
    }

    /// Whether the person wears this role in any branch at all.
    pub fn wears_somewhere(&self, role: Role) -> bool {
        self.hats.iter().any(|hat| hat.role == role)
    }

    /// The hats that are worn.
    pub fn hats(&self) -> &[Hat] {
        &self.hats
    }

    /// Whether the person must be kept from this group.
    pub fn is_kept_from(&self, group: GroupId) -> bool {
        self.kept_from.contains(&group)
    }

    /// The groups that the person must be kept from.
    pub fn kept_from(&self) -> &BTreeSet<GroupId> {
        &self.kept_from
    }
}

/// The act is not allowed, or the thing is not there: the two look the same on purpose. Who asked for which act is for
/// the log of whoever runs the service, and for nobody's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there is nothing here that you may do this to")]
pub struct NotAllowed {
    /// The name of the act.
    pub act: &'static str,
    /// Who asked.
    pub by: PersonId,
}

/// The name of an act, without the rooms in which it lives.
fn name_of<A>() -> &'static str {
    let name = core::any::type_name::<A>();
    name.rsplit("::").next().unwrap_or(name)
}

/// One act that a person can do to one kind of thing.
pub trait Act {
    /// The facts of the thing that decide, read inside the write.
    type Thing;

    /// Whether this person may do it to this thing.
    fn allows(standing: &Standing, thing: &Self::Thing) -> bool;
}

/// Leave to do one act to one thing; it cannot be made in any other way than by asking.
#[derive(Debug)]
pub struct Permit<A: Act> {
    thing: A::Thing,
    by: PersonId,
    act: PhantomData<A>,
}

impl<A: Act> Permit<A> {
    /// Asks whether this person may do this act to this thing.
    ///
    /// # Errors
    /// [`NotAllowed`], which says nothing about whether the thing exists.
    pub fn ask(standing: &Standing, thing: A::Thing) -> Result<Self, NotAllowed> {
        if A::allows(standing, &thing) {
            Ok(Self { thing, by: standing.person, act: PhantomData })
        } else {
            Err(NotAllowed { act: name_of::<A>(), by: standing.person })
        }
    }

    /// The thing that the permit is for.
    pub fn thing(&self) -> &A::Thing {
        &self.thing
    }

    /// Who may do it.
    pub fn by(&self) -> PersonId {
        self.by
    }
}

/// A thing that belongs to a group of a branch, for acts that planning staff do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Within {
    /// The organisation whose thing it is.
    pub organisation: OrganisationId,
    /// The branch, if the thing has one.
    pub branch: Option<BranchId>,
    /// The group, if the thing has one.
    pub group: Option<GroupId>,
}

impl Within {
    /// A thing of the whole organisation, such as a place or a help line.
    pub fn organisation(organisation: OrganisationId) -> Self {
        Self { organisation, branch: None, group: None }
    }
}

/// Nobody reaches a thing of another organisation, or of a group that they must be kept from, whatever hat they wear.
///
/// Law 4. Every permit asks this first, so that no act can forget it.
pub fn reaches(standing: &Standing, thing: &Within) -> bool {
    standing.organisation == thing.organisation && !thing.group.is_some_and(|group| standing.is_kept_from(group))
}

/// Planning staff act on their own organisation, in the branches of their hat, on no group they are kept from.
pub fn plans(standing: &Standing, thing: &Within) -> bool {
    reaches(standing, thing) && standing.wears(Role::Coordinator, thing.branch)
}

/// Administrators act on the whole of their own organisation, on no group they are kept from.
pub fn administers(standing: &Standing, thing: &Within) -> bool {
    reaches(standing, thing) && standing.wears(Role::Administrator, None)
}

/// Who holds a part of a thing sees it and gives it up while they are a supporter, unless they are kept from the group.
///
/// A seat stays written down for somebody whose hat has ended; what they could see by it ends with the hat.
pub fn holds(standing: &Standing, thing: &Within, holder: Option<PersonId>) -> bool {
    reaches(standing, thing) && holder == Some(standing.person) && standing.wears_somewhere(Role::Supporter)
}

/// The roles that tell people of other services.
pub const SIGNPOSTS: [Role; 4] = [Role::Supporter, Role::Coordinator, Role::SafeguardingLead, Role::Referrer];

macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident by $rule:expr;)*) => {
        $(
        $(#[$doc])*
        #[derive(Debug)]
        pub enum $name {}

        impl Act for $name {
            type Thing = Within;

            fn allows(standing: &Standing, thing: &Within) -> bool {
                let rule: fn(&Standing, &Within) -> bool = $rule;
                reaches(standing, thing) && rule(standing, thing)
            }
        }
        )*

        /// Every act of this list, by name, for what has to hold of all of them.
        #[cfg(test)]
        pub(super) const ACTS: &[(&str, fn(&Standing, &Within) -> bool)] =
            &[$((stringify!($name), <$name as Act>::allows)),*];
    };
}

acts! {
    /// See how a session stands and who holds it.
    SeeSession by |standing, thing| plans(standing, thing);
    /// Confirm a place, a link, a telephone number or an opener for a session.
    PrepareSession by |standing, thing| plans(standing, thing);
    /// Give a seat to somebody, or take it back, by hand; ask others.
    FillSeat by |standing, thing| plans(standing, thing);
    /// Let a session be ready with fewer people than the group's minimum, with a reason.
    OverrideMinimum by |standing, thing| plans(standing, thing);
    /// Move one session, call it off, or let it run after all.
    ChangeSession by |standing, thing| plans(standing, thing);
    /// Make a series, or change its rule from a date on.
    ChangeSeries by |standing, thing| plans(standing, thing);
    /// Write what a group is, for whom, and whether it is open.
    EditGroup by |standing, thing| plans(standing, thing);
    /// See a place and what it is like: it is the whole organisation's, whichever branch one plans for.
    SeePlace by |standing, _| standing.wears_somewhere(Role::Coordinator);
    /// Write what a place is like and when that was last checked.
    EditPlace by |standing, thing| plans(standing, thing);
    /// Write another service into the directory, correct it, check it, take it off the list: the directory is the whole organisation's, whichever branch one plans for.
    KeepDirectory by |standing, _| standing.wears_somewhere(Role::Coordinator);
    /// Note that somebody was told of another service, and how far they came with it.
    NoteSignpost by |standing, _| SIGNPOSTS.into_iter().any(|role| standing.wears_somewhere(role));
    /// Read a file of places or groups in, decide a waiting row, take a run back.
    Import by |standing, thing| plans(standing, thing) || administers(standing, thing);
    /// Read who did what and who looked: the administrator and the safeguarding lead, so that each sees the looks of the other.
    ReadAudit by |standing, thing| administers(standing, thing) || standing.wears(Role::SafeguardingLead, None);
    /// Write the help lines, the closed days and the two people who read worries.
    SetUp by |standing, thing| administers(standing, thing) || plans(standing, thing);
    /// Erase somebody, hold a record, and take out all that is held about somebody.
    LetGo by |standing, thing| administers(standing, thing) || standing.wears(Role::SafeguardingLead, None);
    /// Keep a kind of record for longer than is suggested.
    KeepLonger by |standing, thing| administers(standing, thing);
    /// Invite somebody, and decide how people get in.
    LetPeopleIn by |standing, thing| administers(standing, thing);
}

//! The addresses of a host that mail goes to.
//!
//! They are no name server's: nothing is ever sent to them, both families count whichever is asked, and aliases, which
//! should not be there (RFC 5321 §5.1), are followed and told.

use alloc::vec::Vec;
use core::net::IpAddr;

use super::knowledge::{Fact, Upstream};
use super::limits::{Limit, MAX_ADDRESSES, MAX_MAIL_HOST_ALIASES};
use super::walk::Trail;
use super::{Discovery, Obstacle, Progress, is_reachable_from_internet};
use crate::wire::{Name, Question, RecordType};

/// The addresses of a mail exchange, as far as they are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailHost {
    /// Known so far, those that the Internet reaches first.
    pub addresses: Vec<IpAddr>,
    /// The names that it is an alias of, the nearest first.
    pub aliases: Vec<Name>,
    /// More may come.
    pub is_pending: bool,
    /// Why not all that there is could be found out.
    pub obstacle: Option<Obstacle>,
}

impl Discovery {
    /// The addresses of a mail exchange.
    pub fn mail_host(&mut self, host: &Name) -> MailHost {
        let mut found = MailHost::default();
        for record_type in [RecordType::A, RecordType::AAAA] {
            match self.behind_aliases(host, record_type, &mut found.aliases) {
                Progress::Ready(addresses) => found.addresses.extend(addresses),
                Progress::Pending => found.is_pending = true,
                Progress::Failed(obstacle) => found.obstacle = Some(obstacle),
            }
        }
        found.addresses.sort_unstable_by_key(|address| (!is_reachable_from_internet(*address), *address));
        if found.addresses.len() > MAX_ADDRESSES {
            self.limits_hit.insert(Limit::Addresses);
            // Of those that are left out nothing is known.
            found.obstacle.get_or_insert(Obstacle::Limit(Limit::Addresses));
            found.addresses.truncate(MAX_ADDRESSES);
        }
        found
    }

    /// The addresses of one family; none where the chain of aliases comes back to itself.
    fn behind_aliases(
        &mut self,
        host: &Name,
        record_type: RecordType,
        aliases: &mut Vec<Name>,
    ) -> Progress<Vec<IpAddr>> {
        let mut chain = Vec::from([host.clone()]);
        // Ends: every turn makes the chain longer, up to its bound.
        while let Some(at) = chain.last().cloned() {
            match self.mail_host_records(&at, record_type) {
                Progress::Ready(Fact::Addresses(addresses)) => return Progress::Ready(addresses),
                Progress::Ready(Fact::Alias(target)) if chain.contains(&target) => break,
                Progress::Ready(Fact::Alias(_)) if chain.len() > MAX_MAIL_HOST_ALIASES => {
                    return self.hit(Limit::MailHostAliases);
                }
                Progress::Ready(Fact::Alias(target)) => {
                    if !aliases.contains(&target) {
                        aliases.push(target.clone());
                    }
                    chain.push(target);
                }
                // A referral that leads nowhere: the zone below was one too many.
                Progress::Ready(Fact::Referral(_)) => return Progress::Failed(Obstacle::Limit(Limit::Referrals)),
                Progress::Ready(_) => break,
                Progress::Pending => return Progress::Pending,
                Progress::Failed(obstacle) => return Progress::Failed(obstacle),
            }
        }
        Progress::Ready(Vec::new())
    }

    /// Where the host is a zone's own name, as that of a domain without MX records is, and the way there is known, nobody above
    /// is asked again.
    fn mail_host_records(&mut self, host: &Name, record_type: RecordType) -> Progress<Fact> {
        if self.zones.contains_key(host) {
            return self.ask(Upstream::Zone(host.clone()), Question::new(host.clone(), record_type), &mut Trail::new());
        }
        self.host_records(Self::ask, host, record_type, &mut Trail::new())
    }
}

//! A domain and the record that is looked for there.

use super::internet::{Internet, Plan};
use super::report::CheckReport;
use super::zone::{Zone, txt};

/// The name of the default record.
pub(crate) fn record_name(domain: &str) -> String {
    format!("_amazonses.{domain}")
}

/// A domain and the token expected there.
pub(crate) struct Wanted {
    pub(crate) domain: String,
    pub(crate) token: String,
}

impl Wanted {
    pub(crate) fn drawn(plan: &mut Plan) -> Self {
        Self { domain: plan.domain(), token: plan.token() }
    }

    pub(crate) fn record_name(&self) -> String {
        record_name(&self.domain)
    }

    /// The domain's zone with the record.
    pub(crate) fn zone(&self) -> Zone {
        Zone::new(&self.domain).with(txt("_amazonses", &self.token))
    }

    /// The domain's zone without it.
    pub(crate) fn bare_zone(&self) -> Zone {
        Zone::new(&self.domain)
    }

    pub(crate) fn check(&self, internet: &Internet) -> CheckReport {
        internet.check(&self.domain, &[&self.token])
    }

    pub(crate) fn check_with(&self, internet: &Internet, more: &[&str]) -> CheckReport {
        internet.check_with(&self.domain, &[&self.token], &[&["--allow-private"], more].concat())
    }
}

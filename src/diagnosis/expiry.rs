//! When a published value says that it expires: `expiry=` and `persistUntil=`.

use core::str::FromStr;

/// The end of a value's life in seconds since 1970, where it names one: `expiry=` with an RFC 3339 date or moment (the
/// dnsop draft on domain verification), `persistUntil=` in seconds since 1970 (ACME's persistent validation).
pub(super) fn expires_at(value: &[u8]) -> Option<u64> {
    let text = core::str::from_utf8(value).ok()?;
    let mut fields = text.split([' ', ';', ',']);
    fields.find_map(|field| {
        let (key, value) = field.trim().split_once('=')?;
        match key {
            "expiry" => moment(value),
            "persistUntil" => value.parse().ok(),
            _ => None,
        }
    })
}

/// `2026-11-23` or `2026-11-23T14:05:00Z`, with or without an offset. A date alone lasts to its end.
fn moment(text: &str) -> Option<u64> {
    let (date, time) = text.split_at_checked("2026-11-23".len())?;
    let mut parts = date.split('-');
    let days = days_since_1970(number(parts.next())?, number(parts.next())?, number(parts.next())?)?;
    let midnight = days.checked_mul(86_400)?;
    if time.is_empty() {
        return midnight.checked_add(86_399);
    }
    let (clock, zone) = time.strip_prefix(['T', 't', ' '])?.split_at_checked("14:05:00".len())?;
    let seconds = clock_seconds(clock)?;
    let offset = offset_seconds(zone)?;
    midnight.checked_add(seconds)?.checked_add_signed(-offset)
}

fn number<N: FromStr>(text: Option<&str>) -> Option<N> {
    text?.parse().ok()
}

fn clock_seconds(text: &str) -> Option<u64> {
    let mut parts = text.split(':');
    let (hours, minutes, seconds): (u64, u64, u64) =
        (number(parts.next())?, number(parts.next())?, number(parts.next())?);
    (hours < 24 && minutes < 60 && seconds <= 60).then_some(hours * 3600 + minutes * 60 + seconds)
}

/// Seconds east of Greenwich; fractions of a second in front are passed over.
fn offset_seconds(text: &str) -> Option<i64> {
    let zone = text.trim_start_matches(|character: char| character == '.' || character.is_ascii_digit());
    let (sign, clock) = match zone.split_at_checked(1)? {
        ("Z" | "z", "") => return Some(0),
        ("+", clock) => (1, clock),
        ("-", clock) => (-1, clock),
        _ => return None,
    };
    let (hours, minutes) = clock.split_once(':')?;
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    Some(sign * (hours * 3600 + minutes * 60))
}

/// Days from 1970-01-01 to a date of the Gregorian calendar; `None` for one that is not in it, or earlier.
fn days_since_1970(year: u64, month: u64, day: u64) -> Option<u64> {
    let is_leap = |year: u64| matches!((year % 4, year % 100, year % 400), (0, 1.., _) | (.., 0));
    let lengths = [31, 28 + u64::from(is_leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let index = usize::try_from(month.checked_sub(1)?).ok()?;
    let is_in_calendar = (1970..=9999).contains(&year) && (1..=*lengths.get(index)?).contains(&day);
    let leap_years = (1970..year.min(10_000)).filter(|year| is_leap(*year)).count();
    let months: u64 = lengths.iter().take(index).sum();
    is_in_calendar.then(|| (year - 1970) * 365 + u64::try_from(leap_years).unwrap_or_default() + months + day - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_moments_are_read() {
        assert_eq!(expires_at(b"token=abc expiry=2026-11-23"), Some(1_795_478_399));
        assert_eq!(expires_at(b"token=abc expiry=2026-11-23T14:05:00Z"), Some(1_795_442_700));
        assert_eq!(expires_at(b"expiry=2026-11-23T14:05:00.25+02:00"), Some(1_795_435_500));
        assert_eq!(
            expires_at(b"ca.example; accounturi=https://ca.example/1; persistUntil=1782424856"),
            Some(1_782_424_856)
        );
    }

    #[test]
    fn values_without_an_end_have_none() {
        for value in
            ["token=abc", "expiry=never", "expiry=2026-13-01", "expiry=2026-02-29", "expiry=", "persistUntil=x"]
        {
            assert_eq!(expires_at(value.as_bytes()), None, "{value}");
        }
        assert_eq!(expires_at(b"expiry=2024-02-29"), Some(1_709_251_199));
        assert_eq!(expires_at(&[0xff, 0xfe]), None);
    }
}

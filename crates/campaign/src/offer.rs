//! Offers side by side: every part of the pay over four years, the hours it is paid for, and what
//! is not money by the person's own weights. Whole numbers in the smallest unit of a currency; no
//! tax.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// One offer. Money is in minor units (cents) of `currency`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Offer {
    pub id: String,
    pub company: String,
    /// Three letters, such as `EUR`.
    pub currency: String,
    pub base_per_year: i64,
    /// Bonus at target, percent of base.
    pub bonus_percent: u16,
    /// How much of the target the person believes in, percent; 100 takes the promise as paid.
    pub bonus_belief: u16,
    /// Paid in the first year.
    pub sign_on: i64,
    pub relocation: i64,
    /// Of shares or options, at the price of the offer, for all years of vesting.
    pub equity: i64,
    /// Percent of the equity that vests in each of four years; adds up to 100 or less.
    pub vesting: [u16; YEARS],
    /// What the person believes the equity to be worth, percent of that price. Options of a company
    /// that is not traded are often worth nothing.
    pub equity_belief: u16,
    /// The employer's part of a pension, percent of base.
    pub pension_percent: u16,
    /// Expected growth of base, percent a year.
    pub raise_percent: u16,
    /// Contract hours a week, and days off a year with public holidays left out.
    pub hours_per_week: u16,
    pub days_off: u16,
    /// Marks for what is not money, 1 to 5, by criterion.
    pub marks: BTreeMap<String, u8>,
}

/// Years that are compared, the usual length of a vesting plan.
pub const YEARS: usize = 4;

/// An offer over the years.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Valued {
    pub id: String,
    pub years: [Year; YEARS],
    /// Sum of all years, in the person's currency.
    pub total: i64,
    /// Mean per hour worked, minor units.
    pub per_hour: i64,
    /// Of marks by the person's weights, 0 to 1; nothing where no weighted criterion is marked.
    pub rest: Option<f64>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Year {
    pub base: i64,
    pub bonus: i64,
    pub once: i64,
    pub equity: i64,
    pub pension: i64,
}

/// What the person counts with.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Scale {
    pub currency: String,
    /// Of each other currency: units of the person's currency for a million of it.
    pub rates_per_million: BTreeMap<String, i64>,
    /// Of criteria that are not money, any scale; those not named weigh nothing.
    pub weights: BTreeMap<String, u16>,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OfferError {
    #[error("there is no rate from {0} to {1}; enter one")]
    NoRate(String, String),
    #[error("{0}: {1} is out of its range; check the figure")]
    OutOfRange(String, &'static str),
    #[error("{0}: vesting adds up to {1} %; it is at most 100")]
    Vesting(String, u32),
}

/// Ten billion units: above every pay that is paid, and far below the end of `i64`.
const MOST_MONEY: i64 = 1_000_000_000_000;
const MOST_PERCENT: u16 = 1_000;
const FOUR_YEARS: i64 = 4;
/// Working days of a year: 52 weeks of five.
const DAYS_PER_YEAR: i64 = 260;

/// Values each offer; the greatest total first.
pub fn compare(offers: &[Offer], scale: &Scale) -> Result<Vec<Valued>, OfferError> {
    let mut valued = offers.iter().map(|o| value(o, scale)).collect::<Result<Vec<_>, _>>()?;
    valued.sort_by(|a, b| b.total.cmp(&a.total).then_with(|| a.id.cmp(&b.id)));
    Ok(valued)
}

fn value(offer: &Offer, scale: &Scale) -> Result<Valued, OfferError> {
    check(offer)?;
    let rate = rate(offer, scale)?;
    let mut base = offer.base_per_year;
    let mut years = [Year::default(); YEARS];
    for (n, year) in years.iter_mut().enumerate() {
        let target = percent(base, offer.bonus_percent);
        let vested = percent(offer.equity, offer.vesting[n]);
        let once = if n == 0 { offer.sign_on + offer.relocation } else { 0 };
        *year = Year {
            base: exchanged(base, rate),
            bonus: exchanged(percent(target, offer.bonus_belief), rate),
            once: exchanged(once, rate),
            equity: exchanged(percent(vested, offer.equity_belief), rate),
            pension: exchanged(percent(base, offer.pension_percent), rate),
        };
        base += percent(base, offer.raise_percent);
    }
    let total: i64 = years.iter().map(|y| y.base + y.bonus + y.once + y.equity + y.pension).sum();
    let days = (DAYS_PER_YEAR - i64::from(offer.days_off)).max(1) * FOUR_YEARS;
    let hours = (days * i64::from(offer.hours_per_week)) / 5;
    let rest = rest(offer, scale);
    Ok(Valued { id: offer.id.clone(), years, total, per_hour: total / hours.max(1), rest })
}

fn check(offer: &Offer) -> Result<(), OfferError> {
    let range = |what| Err(OfferError::OutOfRange(offer.company.clone(), what));
    let money = [
        (offer.base_per_year, "the base"),
        (offer.sign_on, "the sign-on"),
        (offer.relocation, "the relocation"),
        (offer.equity, "the equity"),
    ];
    if let Some((_, what)) = money.iter().find(|(m, _)| !(0..=MOST_MONEY).contains(m)) {
        return range(what);
    }
    let percents = [
        (offer.bonus_percent, "the bonus"),
        (offer.bonus_belief, "the belief in the bonus"),
        (offer.equity_belief, "the belief in the equity"),
        (offer.pension_percent, "the pension"),
        (offer.raise_percent, "the raise"),
    ];
    if let Some((_, what)) = percents.iter().find(|(p, _)| *p > MOST_PERCENT) {
        return range(what);
    }
    if !(1..=100).contains(&offer.hours_per_week) {
        return range("the hours a week");
    }
    if offer.days_off > 200 {
        return range("the days off");
    }
    if offer.marks.values().any(|mark| !(1..=5).contains(mark)) {
        return range("a mark");
    }
    let vesting: u32 = offer.vesting.iter().map(|v| u32::from(*v)).sum();
    if vesting > 100 {
        return Err(OfferError::Vesting(offer.company.clone(), vesting));
    }
    Ok(())
}

fn rate(offer: &Offer, scale: &Scale) -> Result<i64, OfferError> {
    if offer.currency == scale.currency {
        return Ok(MILLION);
    }
    let rate = scale.rates_per_million.get(&offer.currency).copied();
    rate.filter(|r| (1..=MOST_MONEY).contains(r))
        .ok_or_else(|| OfferError::NoRate(offer.currency.clone(), scale.currency.clone()))
}

const MILLION: i64 = 1_000_000;

/// Through 128 bits, and held within what totals can add up.
fn exchanged(money: i64, rate: i64) -> i64 {
    let exact = i128::from(money) * i128::from(rate) / i128::from(MILLION);
    i64::try_from(exact).unwrap_or(i64::MAX).min(MOST_MONEY * 1_000)
}

fn percent(of: i64, percent: u16) -> i64 {
    of / 100 * i64::from(percent) + of % 100 * i64::from(percent) / 100
}

/// Weighted mean of the marks, 1 to 5 put on 0 to 1. A criterion without a mark is left out of this
/// offer's mean, so that nothing is guessed.
fn rest(offer: &Offer, scale: &Scale) -> Option<f64> {
    let (mut sum, mut weights) = (0.0, 0.0);
    for (criterion, weight) in &scale.weights {
        if let Some(mark) = offer.marks.get(criterion) {
            sum += f64::from(*weight) * f64::from(mark - 1) / 4.0;
            weights += f64::from(*weight);
        }
    }
    (weights > 0.0).then(|| sum / weights)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Spoil = fn(&mut Offer);

    fn offer(id: &str) -> Offer {
        Offer {
            id: id.into(),
            company: id.into(),
            currency: "EUR".into(),
            base_per_year: 8_000_000,
            bonus_percent: 10,
            bonus_belief: 50,
            sign_on: 500_000,
            equity: 4_000_000,
            vesting: [25, 25, 25, 25],
            equity_belief: 50,
            pension_percent: 5,
            raise_percent: 0,
            hours_per_week: 40,
            days_off: 30,
            ..Offer::default()
        }
    }

    fn scale() -> Scale {
        let weights = [("growth".to_owned(), 3), ("commute".to_owned(), 1)];
        Scale { currency: "EUR".into(), weights: weights.into(), ..Scale::default() }
    }

    #[test]
    fn every_part_over_four_years() {
        let mut one = offer("a");
        one.marks = [("growth".to_owned(), 5), ("commute".to_owned(), 1)].into();
        let [valued] = &compare(&[one], &scale()).expect("sound")[..] else { panic!("one") };
        let first = Year {
            base: 8_000_000,
            bonus: 400_000,
            once: 500_000,
            equity: 500_000,
            pension: 400_000,
        };
        assert_eq!(valued.years[0], first);
        assert_eq!(valued.years[3], Year { once: 0, ..first });
        assert_eq!(valued.total, 37_700_000);
        // 230 days of 8 hours for four years.
        assert_eq!(valued.per_hour, 37_700_000 / 7_360);
        assert!((valued.rest.unwrap_or(0.0) - 0.75).abs() < 1e-12);
    }

    #[test]
    fn currencies_raises_and_order() {
        let mut swiss = offer("b");
        swiss.currency = "CHF".into();
        let error = compare(&[swiss.clone()], &scale());
        assert_eq!(error, Err(OfferError::NoRate("CHF".into(), "EUR".into())));
        let mut scale = scale();
        scale.rates_per_million.insert("CHF".into(), 1_050_000);
        let mut raised = offer("c");
        raised.raise_percent = 10;
        let list = compare(&[offer("a"), swiss, raised], &scale).expect("sound");
        let order: Vec<&str> = list.iter().map(|v| v.id.as_str()).collect();
        assert_eq!(order, ["c", "b", "a"]);
        assert_eq!(list[0].years[3].base, 10_648_000);
        assert_eq!(list[1].years[0].base, 8_400_000);
    }

    #[test]
    fn what_is_out_of_range_is_said() {
        let cases: [(Spoil, &str); 5] = [
            (|o| o.base_per_year = -1, "the base is out of its range"),
            (|o| o.bonus_percent = 5_000, "the bonus is out of its range"),
            (|o| o.hours_per_week = 0, "the hours a week"),
            (|o| o.vesting = [50, 50, 50, 0], "adds up to 150 %"),
            (|o| o.marks = [("x".to_owned(), 9)].into(), "a mark"),
        ];
        for (spoil, expected) in cases {
            let mut bad = offer("a");
            spoil(&mut bad);
            let error = compare(&[bad], &scale()).expect_err(expected).to_string();
            assert!(error.contains(expected), "{error}");
        }
    }

    proptest! {
        #[test]
        fn nothing_overflows(
            money in prop::array::uniform4(0..=MOST_MONEY),
            percents in prop::array::uniform4(0..=MOST_PERCENT),
            rate in 1..=MOST_MONEY,
        ) {
            let mut huge = offer("a");
            huge.currency = "XXX".into();
            [huge.base_per_year, huge.sign_on, huge.relocation, huge.equity] = money;
            [huge.bonus_percent, huge.bonus_belief, huge.pension_percent, huge.raise_percent] =
                percents;
            let mut scale = scale();
            scale.rates_per_million.insert("XXX".into(), rate);
            let valued = compare(&[huge], &scale).expect("in range");
            prop_assert!(valued[0].total >= 0);
        }
    }
}

//! How often: the units of a frequency.

/// `每两个月`, `每周一`
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Every {
    pub count: u32,
    pub period: Period,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    Day,
    Week,
    /// 1 Monday … 7 Sunday
    Weekday(u8),
    TenDays,
    HalfMonth,
    Month,
    Quarter,
    HalfYear,
    Year,
    Term,
    Irregular,
}

//! Lengths without a number: the source's own word, and its English one.

macro_rules! lengths {
    ($($id:ident $zh:literal $en:literal)*) => {
        /// A length without a number.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Vague {
            $(#[doc = concat!("`", $zh, "`")] $id,)*
        }

        impl Vague {
            pub const ALL: &'static [Vague] = &[$(Vague::$id),*];

            pub fn zh(self) -> &'static str {
                match self { $(Vague::$id => $zh,)* }
            }

            pub fn en(self) -> &'static str {
                match self { $(Vague::$id => $en,)* }
            }
        }
    };
}

lengths! {
    Prompt "及时" "promptly"
    AtOnce "第一时间" "at_once"
    Immediate "立即" "immediately"
    Regular "定期" "regularly"
    BeforeMeeting "会前" "before_meeting"
    InAdvance "事先" "in_advance"
    Ahead "提前" "ahead_of_time"
    OnTime "按时" "on_time"
    InSetTime "限期" "within_set_time"
}

impl Vague {
    /// The length of a word of either skin.
    pub fn of_word(word: &str) -> Option<Vague> {
        Vague::ALL.iter().copied().find(|v| v.zh() == word || v.en() == word)
    }
}

//! Lists and tables whose first part is shared: a county's model stands on that of its vocabulary and holds only what it adds or changes.

use std::borrow::Borrow;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::iter::{Chain, Map};
use std::slice;
use std::sync::Arc;

/// The elements of a list in order.
pub type Iter<'a, T> = Map<Chain<slice::Iter<'a, Arc<T>>, slice::Iter<'a, Arc<T>>>, fn(&'a Arc<T>) -> &'a T>;

/// A list by position: a shared part, then one of its own. Cloning shares every element; changing one copies it.
#[derive(Debug)]
pub struct List<T> {
    base: Arc<Vec<Arc<T>>>,
    own: Vec<Arc<T>>,
}

impl<T> Clone for List<T> {
    fn clone(&self) -> List<T> {
        List { base: self.base.clone(), own: self.own.clone() }
    }
}

impl<T> Default for List<T> {
    fn default() -> List<T> {
        List { base: Arc::default(), own: Vec::new() }
    }
}

impl<T> List<T> {
    pub fn len(&self) -> usize {
        self.base.len() + self.own.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    #[inline]
    pub fn get(&self, n: usize) -> Option<&T> {
        let found = match n.checked_sub(self.base.len()) {
            Some(own) => self.own.get(own),
            None => self.base.get(n),
        };
        found.map(Arc::as_ref)
    }

    pub fn last(&self) -> Option<&T> {
        self.get(self.len().checked_sub(1)?)
    }

    pub fn push(&mut self, value: T) {
        self.own.push(Arc::new(value));
    }

    pub fn iter(&self) -> Iter<'_, T> {
        self.base.iter().chain(&self.own).map(Arc::as_ref)
    }

    /// The same list, all of it ready to be shared.
    pub fn shared(&self) -> List<T> {
        List { base: Arc::new(self.base.iter().chain(&self.own).cloned().collect()), own: Vec::new() }
    }
}

impl<T: Clone> List<T> {
    /// An element to change; one of the shared part makes that part this list's own.
    pub fn get_mut(&mut self, n: usize) -> Option<&mut T> {
        let found = match n.checked_sub(self.base.len()) {
            Some(own) => self.own.get_mut(own),
            None => Arc::make_mut(&mut self.base).get_mut(n),
        };
        found.map(Arc::make_mut)
    }
}

impl<T: Eq + Hash> List<T> {
    /// Takes the place of every own element that equals one seen before, and gives back room that is not used.
    pub fn pool(&mut self, seen: &mut HashSet<Arc<T>>) {
        for one in &mut self.own {
            match seen.get(one.as_ref()) {
                Some(known) => *one = known.clone(),
                None => _ = seen.insert(one.clone()),
            }
        }
        self.own.shrink_to_fit();
    }
}

impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<T> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> List<T> {
        List { own: values.into_iter().map(Arc::new).collect(), ..List::default() }
    }
}

/// A table by key over a shared one; an own entry hides the shared one of its key.
#[derive(Debug)]
pub struct Table<K, V> {
    base: Arc<HashMap<K, V>>,
    own: HashMap<K, V>,
}

impl<K: Clone, V: Clone> Clone for Table<K, V> {
    fn clone(&self) -> Table<K, V> {
        Table { base: self.base.clone(), own: self.own.clone() }
    }
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Table<K, V> {
        Table { base: Arc::default(), own: HashMap::new() }
    }
}

impl<K: Eq + Hash + Clone, V: Clone> Table<K, V> {
    pub fn get<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.own.get(key).or_else(|| self.base.get(key))
    }

    pub fn insert(&mut self, key: K, value: V) {
        self.own.insert(key, value);
    }

    /// The value of a key, set to this one if there was none.
    pub fn get_or_insert(&mut self, key: K, value: V) -> &V {
        match self.base.get(&key).filter(|_| !self.own.contains_key(&key)) {
            Some(known) => known,
            None => self.own.entry(key).or_insert(value),
        }
    }

    /// Entries in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.own.iter().chain(self.base.iter().filter(|(k, _)| !self.own.contains_key(k)))
    }

    /// The same table, all of it ready to be shared.
    pub fn shared(&self) -> Table<K, V> {
        Table { base: Arc::new(self.iter().map(|(k, v)| (k.clone(), v.clone())).collect()), own: HashMap::new() }
    }

    /// Gives back room that is not used.
    pub fn shrink(&mut self) {
        self.own.shrink_to_fit();
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_is_changed_above_stays_as_it_is_below() {
        let below: List<String> = ["甲", "乙"].map(String::from).into_iter().collect::<List<_>>().shared();
        let mut above = below.clone();
        above.push("丙".into());
        above.get_mut(0).unwrap().push('一');
        assert_eq!(above.iter().map(String::as_str).collect::<Vec<_>>(), ["甲一", "乙", "丙"]);
        assert_eq!(below.iter().map(String::as_str).collect::<Vec<_>>(), ["甲", "乙"]);
        assert_eq!(above.shared().iter().rev().map(String::as_str).collect::<Vec<_>>(), ["丙", "乙", "甲一"]);
    }

    #[test]
    fn equal_elements_of_two_lists_become_one() {
        let (mut a, mut b): (List<u8>, List<u8>) = ([1, 2].into_iter().collect(), [2, 3].into_iter().collect());
        let mut seen = HashSet::new();
        a.pool(&mut seen);
        b.pool(&mut seen);
        assert!(std::ptr::eq(a.get(1).unwrap(), b.get(0).unwrap()));
        assert_eq!(seen.len(), 3);
    }

    #[test]
    fn an_own_entry_hides_the_shared_one() {
        let mut below: Table<&str, u8> = Table::default();
        below.insert("甲", 1);
        let mut above = below.shared();
        assert_eq!(*above.get_or_insert("甲", 9), 1);
        above.insert("甲", 2);
        assert_eq!((above.get("甲"), above.iter().count()), (Some(&2), 1));
    }
}

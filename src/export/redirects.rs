//! `_redirects`: the redirects from old addresses, one rule per line
//! (<https://docs.netlify.com/manage/routing/redirects/overview/>).

use crate::layout::World;

pub(super) fn write(world: &World) -> String {
    let rules = world.plan.redirects.iter();
    rules.map(|redirect| redirect.line(&world.site, &world.plan) + "\n").collect()
}

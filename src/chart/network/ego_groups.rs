//! Selects and groups the neighbours that an ego network shows; the rest is only counted.

use crate::chart::network::model::Network;
use crate::text::LangText;

/// The neighbours of the centre in one relation.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RelationGroup<'a> {
    pub relation: &'a str,
    /// The name of the relation as seen from the centre.
    pub label: &'a LangText<'a>,
    /// The colour, 1 to 6, by order.
    pub tone: usize,
    pub members: Vec<Neighbour<'a>>,
    /// The number of members beyond the limit.
    pub hidden: usize,
}

/// A node of the first ring.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Neighbour<'a> {
    pub node: usize,
    pub doubtful: bool,
    /// The names of all its relations with the centre.
    pub relations: Vec<&'a LangText<'a>>,
    /// The second ring: its neighbours that are not neighbours of the centre.
    pub further: Vec<SecondRingNode<'a>>,
    /// The number of second-ring neighbours that are not drawn.
    pub hidden: usize,
}

/// A node of the second ring with the name of its relation as seen from the first ring.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SecondRingNode<'a> {
    pub node: usize,
    pub relation: &'a LangText<'a>,
    pub doubtful: bool,
}

/// The number of colours for relations.
const TONES: usize = 6;

/// The greatest number of neighbours for which a second ring is readable.
const FEW: usize = 10;

/// The greatest number of second-ring nodes of one neighbour.
const NAMED: usize = 3;

/// Groups the neighbours of the centre (node 0) by relation, in the order of the edges.
pub(super) fn group_by_relation<'a>(network: &'a Network) -> Vec<RelationGroup<'a>> {
    let mut groups: Vec<RelationGroup> = Vec::new();
    let mut slots: Vec<Option<(usize, usize)>> = vec![None; network.nodes.len()];
    for edge in &network.edges {
        let (node, label) = match (edge.from, edge.to) {
            (0, other) => (other, &edge.label),
            (other, 0) => (other, &edge.inverse),
            _ => continue,
        };
        if node == 0 || node >= network.nodes.len() {
            continue;
        }
        if let Some((group, slot)) = slots[node] {
            let relations = &mut groups[group].members[slot].relations;
            if !relations.contains(&label) {
                relations.push(label);
            }
            continue;
        }
        let relation = edge.relation.as_ref();
        let at = groups
            .iter()
            .position(|group| group.relation == relation && group.label == label);
        let at = at.unwrap_or_else(|| {
            groups.push(RelationGroup {
                relation,
                label,
                tone: groups.len() % TONES + 1,
                members: Vec::new(),
                hidden: 0,
            });
            groups.len() - 1
        });
        slots[node] = Some((at, groups[at].members.len()));
        let member = Neighbour {
            node,
            doubtful: edge.doubtful,
            relations: vec![label],
            further: Vec::new(),
            hidden: 0,
        };
        groups[at].members.push(member);
    }
    let whole: usize = groups.iter().map(|group| group.members.len()).sum();
    cap_groups(&mut groups, network.limit.max(1));
    if whole <= FEW {
        second_ring(
            network,
            &mut groups,
            &mut slots,
            network.limit.saturating_sub(whole),
        );
    }
    groups
}

/// Limits the total number of members by capping the longest groups, so that short groups keep all members.
fn cap_groups(groups: &mut [RelationGroup], limit: usize) {
    let kept = |most: usize, groups: &[RelationGroup]| {
        groups
            .iter()
            .map(|group| group.members.len().min(most))
            .sum::<usize>()
    };
    let longest = groups
        .iter()
        .map(|group| group.members.len())
        .max()
        .unwrap_or(0);
    let most = (1..=longest)
        .rev()
        .find(|most| kept(*most, groups) <= limit)
        .unwrap_or(1);
    let mut spare = limit.saturating_sub(kept(most, groups));
    for group in groups {
        let extra = group.members.len().saturating_sub(most).min(spare);
        spare -= extra;
        // The line «ещё 1» takes as much space as the member that it would replace.
        let keep = if group.members.len() == most + extra + 1 {
            most + extra + 1
        } else {
            most + extra
        };
        group.hidden = group.members.len().saturating_sub(keep);
        group.members.truncate(keep);
    }
}

fn second_ring<'a>(
    network: &'a Network,
    groups: &mut [RelationGroup<'a>],
    slots: &mut [Option<(usize, usize)>],
    mut room: usize,
) {
    let first = slots.to_vec();
    for edge in &network.edges {
        let ends = [
            (edge.from, edge.to, &edge.label),
            (edge.to, edge.from, &edge.inverse),
        ];
        for (near, far, label) in ends {
            let Some(Some((group, slot))) = first.get(near).copied() else {
                continue;
            };
            if far == 0 || far >= slots.len() || slots[far].is_some() {
                continue;
            }
            slots[far] = Some((group, slot));
            let member = &mut groups[group].members[slot];
            if member.further.len() < NAMED && room > 0 {
                room -= 1;
                member.further.push(SecondRingNode {
                    node: far,
                    relation: label,
                    doubtful: edge.doubtful,
                });
            } else {
                member.hidden += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::KindStyle;
    use crate::chart::network::model::{NetworkEdge, NetworkNode};

    fn network(
        nodes: usize,
        edges: &[(usize, usize, &'static str)],
        limit: usize,
    ) -> Network<'static> {
        let node = |at| NetworkNode {
            label: format!("{at}").into(),
            href: "".into(),
            kind: KindStyle { id: "", colour: 1 },
            is_cut: false,
        };
        let edge = |&(from, to, relation): &(usize, usize, &'static str)| NetworkEdge {
            from,
            to,
            relation: relation.into(),
            label: relation.into(),
            inverse: format!("~{relation}").into(),
            doubtful: false,
        };
        let edges = edges.iter().map(edge).collect();
        Network {
            width: 720.0,
            nodes: (0..nodes).map(node).collect(),
            edges,
            limit,
            more: "ещё {}".into(),
        }
    }

    fn shape<'a>(groups: &'a [RelationGroup<'a>]) -> Vec<(&'a str, Vec<usize>, usize)> {
        groups
            .iter()
            .map(|g| {
                (
                    &**g.label,
                    g.members.iter().map(|m| m.node).collect(),
                    g.hidden,
                )
            })
            .collect()
    }

    #[test]
    fn neighbours_are_grouped_by_relation_and_direction() {
        let network = network(
            5,
            &[
                (0, 1, "a"),
                (2, 0, "a"),
                (0, 3, "a"),
                (0, 4, "b"),
                (0, 1, "b"),
                (0, 0, "a"),
                (0, 77, "a"),
                (99, 98, "a"),
            ],
            40,
        );
        let groups = group_by_relation(&network);
        assert_eq!(
            shape(&groups),
            [("a", vec![1, 3], 0), ("~a", vec![2], 0), ("b", vec![4], 0)]
        );
        let relations = &groups[0].members[0].relations;
        let relations: Vec<&str> = relations.iter().map(|name| &***name).collect();
        assert_eq!(relations, ["a", "b"]);
    }

    #[test]
    fn a_long_group_does_not_push_out_a_short_one() {
        let mut edges: Vec<(usize, usize, &str)> = (1..=60).map(|node| (0, node, "a")).collect();
        edges.push((0, 61, "b"));
        let network = network(62, &edges, 40);
        let groups = group_by_relation(&network);
        let kept: Vec<_> = groups
            .iter()
            .map(|group| (group.members.len(), group.hidden))
            .collect();
        assert_eq!(kept, [(39, 21), (1, 0)]);
    }

    #[test]
    fn the_second_ring_is_drawn_only_where_the_first_is_short() {
        let edges = [
            (0, 1, "a"),
            (1, 2, "b"),
            (3, 1, "b"),
            (1, 4, "b"),
            (1, 5, "b"),
            (2, 5, "c"),
        ];
        let few = network(6, &edges, 40);
        let groups = group_by_relation(&few);
        let member = &groups[0].members[0];
        let further: Vec<_> = member
            .further
            .iter()
            .map(|further| (further.node, &**further.relation))
            .collect();
        assert_eq!(
            (further, member.hidden),
            (vec![(2, "b"), (3, "~b"), (4, "b")], 1)
        );
        let mut many: Vec<(usize, usize, &str)> = (1..=11).map(|node| (0, node, "a")).collect();
        many.push((1, 12, "b"));
        assert!(
            group_by_relation(&network(13, &many, 40))[0]
                .members
                .iter()
                .all(|member| member.further.is_empty())
        );
    }
}

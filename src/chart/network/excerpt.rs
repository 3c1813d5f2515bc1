//! A connected part of a network that is too large to be drawn in whole.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Returns at most `limit` nodes of a network in ascending order, each with an edge to another of them.
///
/// Nodes are numbered by rank, the best connected first. The part grows from the first node by the node with the most neighbours
/// in it, of equals the one of higher rank. Where a component ends, the next one begins. Edges with unknown nodes are ignored.
pub fn connected_excerpt(nodes: usize, edges: &[(usize, usize)], limit: usize) -> Vec<usize> {
    let near = neighbours(nodes, edges);
    let mut taken = vec![false; nodes];
    let mut inside = vec![0_usize; nodes];
    let mut open: BinaryHeap<(usize, Reverse<usize>)> = BinaryHeap::new();
    let mut starts = (0..nodes).filter(|node| !near[*node].is_empty());
    let mut excerpt = Vec::new();
    while excerpt.len() < limit {
        let node = match open.pop() {
            Some((_, Reverse(node))) => node,
            // A component needs room for two nodes.
            None if excerpt.len() + 1 < limit => match starts.next() {
                Some(node) => node,
                None => break,
            },
            None => break,
        };
        // A node is in the heap once for each neighbour that was taken before it.
        if std::mem::replace(&mut taken[node], true) {
            continue;
        }
        excerpt.push(node);
        for &other in near[node].iter().filter(|other| !taken[**other]) {
            inside[other] += 1;
            open.push((inside[other], Reverse(other)));
        }
    }
    excerpt.sort_unstable();
    excerpt
}

/// The neighbours of each node, without repetition.
fn neighbours(nodes: usize, edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut near: Vec<Vec<usize>> = vec![Vec::new(); nodes];
    for &(from, to) in edges {
        if from != to && from < nodes && to < nodes {
            near[from].push(to);
            near[to].push(from);
        }
    }
    for others in &mut near {
        others.sort_unstable();
        others.dedup();
    }
    near
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has_edge(edges: &[(usize, usize)], excerpt: &[usize], node: usize) -> bool {
        edges.iter().any(|&(a, b)| {
            a != b && (a == node || b == node) && excerpt.contains(&a) && excerpt.contains(&b)
        })
    }

    #[test]
    fn each_node_of_an_excerpt_has_an_edge_in_it() {
        // Two sides: ten hubs whose hundred neighbours have two edges each, so that the best connected ones have none among them.
        let edges: Vec<_> = (0..100)
            .flat_map(|leaf| [(leaf % 10, leaf + 10), ((leaf + 1) % 10, leaf + 10)])
            .collect();
        let excerpt = connected_excerpt(110, &edges, 30);
        assert_eq!(excerpt.len(), 30);
        assert!(excerpt.iter().all(|node| has_edge(&edges, &excerpt, *node)));
        assert!(excerpt.iter().filter(|node| **node < 10).count() > 3);
    }

    #[test]
    fn small_components_follow_each_other_and_none_is_cut_to_one_node() {
        let edges = [(0, 3), (0, 4), (1, 5), (2, 6)];
        assert_eq!(connected_excerpt(7, &edges, 5), [0, 1, 3, 4, 5]);
        assert_eq!(connected_excerpt(7, &edges, 4), [0, 3, 4]);
        assert_eq!(connected_excerpt(7, &edges, 9).len(), 7);
    }

    #[test]
    fn the_denser_part_comes_first() {
        // A star of rank 0 with leaves, one of which belongs to a triangle.
        let edges = [(0, 1), (1, 2), (2, 3), (1, 3), (0, 4), (0, 5), (0, 6)];
        assert_eq!(connected_excerpt(7, &edges, 4), [0, 1, 2, 3]);
    }

    #[test]
    fn wrong_edges_and_no_edges_give_nothing() {
        assert!(connected_excerpt(3, &[(0, 0), (1, 9)], 3).is_empty());
        assert!(connected_excerpt(0, &[], 3).is_empty());
    }
}

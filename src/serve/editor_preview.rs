//! The preview of texts that are open in an editor, which publishes every version itself.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::activity::ActivityCounter;
use super::change_detection::spawn_change_detection;
use super::editor::Editor;
use super::error::ServeError;
use super::http::origin_check::OriginPolicy;
use super::http::server::Server;
use super::router::Router;
use super::site::{PreviewSite, Update};
use super::snapshot_site::SnapshotSite;
use super::source_click::{ClickReceiver, SourceClick};
use super::state_channel::StateChannel;
use crate::pipeline::Snapshot;

/// A preview on the loopback address, whose site an editor publishes.
pub struct EditorPreview {
    channel: Arc<StateChannel<SnapshotSite>>,
    activity: Arc<ActivityCounter>,
    address: String,
}

impl EditorPreview {
    /// Starts the preview of a site. Clicks on texts of its pages are sent to `clicks`.
    pub fn start(
        root: &Path,
        site: SnapshotSite,
        clicks: Sender<SourceClick>,
    ) -> Result<EditorPreview, ServeError> {
        let server = Server::bind(None, None)?;
        let address = server.addresses()?.into_iter().next().unwrap_or_default();
        let channel = Arc::new(StateChannel::new(site));
        let activity = Arc::new(ActivityCounter::default());
        server.start(Router {
            channel: Arc::clone(&channel),
            activity: Arc::clone(&activity),
            origin_policy: OriginPolicy::new(None, &[]),
            editor: Editor::new(root.to_path_buf(), None),
            follow: true,
            clicks: Some(ClickReceiver::new(clicks)),
        })?;
        spawn_change_detection(Arc::clone(&channel), Arc::clone(&activity))?;
        Ok(EditorPreview {
            channel,
            activity,
            address,
        })
    }

    /// Returns the address of the home page.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Publishes a snapshot that was made from the last one.
    pub fn publish(&self, snapshot: Arc<Snapshot>) {
        let _busy = self.activity.start();
        let update: Update<SnapshotSite> = self.channel.current().site.next(snapshot);
        if !update.changed.is_empty() {
            self.channel.publish(update);
        }
    }

    /// Returns the source file of a page, relative to the root. `None`: the page has none.
    pub fn source_of(&self, route: &str) -> Option<String> {
        let revision = self.channel.current();
        let source = revision.site.route_info(route)?.source;
        source.map(|place| place.file)
    }
}

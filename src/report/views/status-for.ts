import { type StatusView, statusView } from '../status-view.ts';
import { viewFor } from './public-part.ts';
import type { Snapshot, Viewer } from './snapshot.ts';

const made = { public: new WeakMap<Snapshot, StatusView>(), member: new WeakMap<Snapshot, StatusView>() };

/** The status as `stagepost status` would have told it at that moment; worked out once for each snapshot. */
export function statusFor(viewer: Viewer, snapshot: Snapshot): StatusView {
  const before = made[viewer].get(snapshot);
  if (before !== undefined) return before;
  const view = viewFor(viewer, snapshot, ({ desired, record, plan }) => statusView(desired, record, plan));
  made[viewer].set(snapshot, view);
  return view;
}

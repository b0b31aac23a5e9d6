import type { workUk } from './work.uk';

export const workEn: Record<keyof typeof workUk, string> = {
  desk: 'desk {desk}', assign: 'Assign', looksToo: 'Also looking: {names}', looks: '{name} looks', turnOf: 'assigned: {name}', turnLeads: 'to the leads', lead: 'Decisions', spam: 'Spam', twoNeeded: 'needs a second person',
  act_assigned: 'Assigned', act_escalated: 'Passed to the leads', act_reopened: 'Opened again', 'act_closed-as-spam': 'Closed as spam', 'act_not-credible-proposed': 'Proposed to close as not credible', 'act_not-credible-confirmed': 'Closed as not credible', 'act_export-proposed': 'Export asked for', 'act_export-confirmed': 'Export allowed', act_exported: 'Exported', 'act_destruction-proposed': 'Proposed to destroy', 'act_destruction-confirmed': 'Destruction confirmed', 'act_proposal-declined': 'Proposal declined', act_destroyed: 'Destroyed, as two people decided', 'act_sender-blocked': 'Whoever writes was blocked', 'act_sender-unblocked': 'Block lifted',
};

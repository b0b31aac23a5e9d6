import type { Broken } from '../crypto/entry';
import { named } from '../i18n';

export const BrokenEntry = ({ entry }: { entry: Broken }) => <p class="broken" role="alert" data-testid="broken-entry">⚠ {named('broken_', entry.fault)}</p>;

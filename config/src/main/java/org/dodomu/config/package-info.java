/**
 * What an organisation sets: typed settings with a sentence for each mistake, secrets that never print, the questionnaire as data, and the texts in four languages. Knows nothing of
 * Telegram's library, of MongoDB or of sealing.
 */
@NullMarked
package org.dodomu.config;

import org.jspecify.annotations.NullMarked;

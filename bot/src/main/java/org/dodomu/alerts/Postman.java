package org.dodomu.alerts;

import org.dodomu.config.MailAddress;

/** Sends a letter. The edge to the mail server implements it; without one there is none. */
public interface Postman {

    /** Sends a letter of one sentence. {@link Messenger.Outcome#BLOCKED}: there is no such mailbox, or it takes nothing more. */
    Messenger.Outcome send(MailAddress to, String subject, String text);
}

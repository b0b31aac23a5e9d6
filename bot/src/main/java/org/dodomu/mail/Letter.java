package org.dodomu.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Date;
import org.dodomu.config.MailAddress;

/** One sentence in plain text. Its headers name neither this machine nor this program, and no answer by a machine is wanted. */
final class Letter extends MimeMessage {

    private final String id;
    private boolean leaving;

    /**
     * Writes a letter.
     *
     * @param id what its Message-ID begins with, not used before
     */
    Letter(Session session, MailAddress from, MailAddress to, String subject, String text, Instant now, String id)
            throws MessagingException {
        super(session);
        this.id = "<" + id + "@" + from.domain() + ">";
        setFrom(new InternetAddress(from.reveal(), true));
        setRecipient(Message.RecipientType.TO, new InternetAddress(to.reveal(), true));
        setSubject(subject, "UTF-8");
        setText(text, "UTF-8");
        setSentDate(Date.from(now));
        setHeader("Auto-Submitted", "auto-generated");
        saveChanges();
    }

    /** Whether the server was ready for the text and the text began to leave. */
    boolean isLeaving() {
        return leaving;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", id);
    }

    @Override
    public void writeTo(OutputStream out, String[] without) throws IOException, MessagingException {
        leaving = true;
        super.writeTo(out, without);
    }
}

package org.dodomu.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Properties;
import java.util.Set;
import org.dodomu.alerts.Messenger.Outcome;
import org.dodomu.alerts.Postman;
import org.dodomu.config.MailAddress;
import org.dodomu.config.MailSettings;
import org.dodomu.config.Secret;
import org.dodomu.config.SettingRefused;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/** Sends by SMTP, a connection for each letter. */
public final class SmtpPost implements Postman {

    private static final String PATIENCE_MILLIS = "10000";
    private static final int ID_BYTES = 16;

    /** No such mailbox, not here, its name not allowed. A full one (552) is not among them. */
    private static final Set<Integer> NO_MAILBOX = Set.of(550, 551, 553);

    private final MailSettings settings;
    private final Clock clock;
    private final SecureRandom random;
    private final Session session;
    private final MailJournal journal = new MailJournal();

    public SmtpPost(MailSettings settings, Clock clock, SecureRandom random) {
        this.settings = settings;
        this.clock = clock;
        this.random = random;
        this.session = Session.getInstance(properties(settings));
    }

    private static Properties properties(MailSettings settings) {
        Properties set = new Properties();
        set.setProperty("mail.transport.protocol", "smtp");
        set.setProperty("mail.smtp.host", settings.host());
        set.setProperty("mail.smtp.port", Integer.toString(settings.port()));
        set.setProperty("mail.smtp.localhost", settings.from().domain());
        set.setProperty("mail.smtp.from", settings.from().reveal());
        set.setProperty("mail.smtp.auth", Boolean.toString(settings.user().isPresent()));
        set.setProperty("mail.smtp.connectiontimeout", PATIENCE_MILLIS);
        set.setProperty("mail.smtp.timeout", PATIENCE_MILLIS);
        set.setProperty("mail.smtp.writetimeout", PATIENCE_MILLIS);
        set.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        set.setProperty("mail.smtp.ssl.enable", Boolean.toString(settings.security() == MailSettings.Security.TLS));
        String start = Boolean.toString(settings.security() == MailSettings.Security.STARTTLS);
        set.setProperty("mail.smtp.starttls.enable", start);
        set.setProperty("mail.smtp.starttls.required", start);
        return set;
    }

    /** Whoever has a user and password never sends without: the library would, to a server that offers no sign-in. */
    private Transport connected() throws MessagingException {
        SMTPTransport transport = (SMTPTransport) session.getTransport();
        transport.connect(
                settings.host(),
                settings.port(),
                settings.user().orElse(null),
                settings.password().map(Secret::reveal).orElse(null));
        if (settings.user().isPresent() && !transport.supportsExtension("AUTH")) {
            close(transport);
            throw new MessagingException("No sign-in is offered");
        }
        return transport;
    }

    /**
     * Greets the server and signs in there, without sending anything.
     *
     * @throws SettingRefused with a sentence when it does not work; never says what the server said
     */
    public void greet() {
        try {
            close(connected());
        } catch (jakarta.mail.AuthenticationFailedException refused) {
            throw new SettingRefused("It does not accept the user and password.");
        } catch (MessagingException away) {
            throw new SettingRefused(
                    "It does not answer as it should under dodomu.alerts.mail: look at host, port and security.");
        }
    }

    @Override
    public Outcome send(MailAddress to, String subject, String text) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        Letter letter = null;
        Transport transport = null;
        try {
            letter = new Letter(
                    session,
                    settings.from(),
                    to,
                    subject,
                    text,
                    clock.instant(),
                    HexFormat.of().formatHex(id));
            transport = connected();
            transport.sendMessage(letter, letter.getAllRecipients());
            return Outcome.SAID;
        } catch (SendFailedException refused) {
            return refused(refused, letter);
        } catch (MessagingException broken) {
            return broken(broken, letter);
        } finally {
            close(transport);
        }
    }

    private Outcome refused(SendFailedException refused, @Nullable Letter letter) {
        if (isNoMailbox(refused)) {
            journal.refused();
            return Outcome.BLOCKED;
        }
        boolean answered = !(refused instanceof SMTPSendFailedException said) || said.getReturnCode() >= 400;
        if (answered) {
            journal.unsent(refused.getClass());
            return Outcome.LATER;
        }
        return broken(refused, letter);
    }

    /** Only what the server says of the mailbox itself; a refusal by its policy (5.7) may pass. */
    private static boolean isNoMailbox(MessagingException refused) {
        for (Exception one = refused; one instanceof MessagingException known; one = known.getNextException()) {
            if (known instanceof SMTPAddressFailedException failed
                    && NO_MAILBOX.contains(failed.getReturnCode())
                    && !String.valueOf(failed.getMessage()).contains(" 5.7.")) {
                return true;
            }
        }
        return false;
    }

    private Outcome broken(MessagingException broken, @Nullable Letter letter) {
        if (letter != null && letter.isLeaving()) {
            journal.doubtful(broken.getClass());
            return Outcome.SAID;
        }
        journal.unsent(broken.getClass());
        return Outcome.LATER;
    }

    /** What became of the letter is known by now. */
    private static void close(@Nullable Transport transport) {
        if (transport == null) {
            return;
        }
        try {
            transport.close();
        } catch (MessagingException alreadyClosed) {
            return;
        }
    }
}

package org.dodomu.crypto;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Who can open a file: at least one recipient, all post-quantum. Immutable. Its stanzas come in random order, so that their place tells nothing. */
public final class RecipientSet {

    private final List<Recipient> recipients;

    private RecipientSet(Collection<? extends Recipient> recipients) {
        this.recipients = List.copyOf(new LinkedHashSet<>(recipients));
        if (this.recipients.isEmpty()) {
            throw new RecipientsRefused("A file has at least one recipient");
        }
        if (this.recipients.size() > AgeFormat.MAX_STANZAS) {
            throw new RecipientsRefused("A file has at most 256 recipients");
        }
        Set<String> labels = this.recipients.get(0).labels();
        if (!this.recipients.stream().allMatch(recipient -> recipient.labels().equals(labels))) {
            throw new RecipientsRefused("Post-quantum and other recipients cannot share a file");
        }
    }

    /**
     * The recipients of anything the line stores.
     *
     * @throws RecipientsRefused when there are none, or one is not post-quantum
     */
    public static RecipientSet of(Collection<? extends Recipient> recipients) {
        RecipientSet set = new RecipientSet(recipients);
        if (!set.recipients.get(0).labels().equals(HybridRecipient.LABELS)) {
            throw new RecipientsRefused("The line seals to post-quantum recipients only");
        }
        return set;
    }

    public static RecipientSet of(HybridRecipient recipient) {
        return of(List.of(recipient));
    }

    /** Classic recipients, for the tools. */
    public static RecipientSet classic(Collection<X25519Recipient> recipients) {
        return new RecipientSet(recipients);
    }

    /** One passphrase, for members' key files. */
    public static RecipientSet passphrase(ScryptRecipient passphrase) {
        return new RecipientSet(List.of(passphrase));
    }

    public int size() {
        return recipients.size();
    }

    List<Stanza> wrap(byte[] fileKey, SecureRandom random) {
        List<Stanza> stanzas = new ArrayList<>();
        for (Recipient recipient : recipients) {
            stanzas.add(recipient.wrap(fileKey, random));
        }
        Collections.shuffle(stanzas, random);
        return stanzas;
    }
}

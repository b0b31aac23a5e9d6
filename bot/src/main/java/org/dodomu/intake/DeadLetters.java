package org.dodomu.intake;

import java.util.List;

/** Dead letters that somebody wants handled again. */
public interface DeadLetters {

    /**
     * The oldest of those that are marked.
     *
     * @throws StorageAway when the database is
     */
    List<DeadLetter> marked(int most);

    /**
     * Ends a try: a handled letter is gone, another stays and is no longer marked.
     *
     * @throws StorageAway when the database is; the letter is then tried once more, which changes nothing
     */
    void tried(DeadLetter letter, boolean handled);
}

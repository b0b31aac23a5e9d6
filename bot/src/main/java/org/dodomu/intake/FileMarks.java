package org.dodomu.intake;

import java.util.Optional;
import org.dodomu.crypto.BlindIndex;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.Purpose;

/** Names a file of one case by a keyed hash: the same file of another case, and so of another person, has another name. */
final class FileMarks {

    private static final int BYTES = 10;

    private final BlindIndex index;

    FileMarks(MasterKey master) {
        this.index = master.index(Purpose.INDEX);
    }

    /** Empty when Telegram did not say what makes the file the same. */
    Optional<String> of(String caseNumber, FileRef file) {
        return file.unique()
                .map(unique -> index.text(
                        BYTES, BlindIndex.part("file"), BlindIndex.part(caseNumber), BlindIndex.part(unique)));
    }
}

package org.dodomu.intake;

import java.util.Optional;
import org.dodomu.cases.CaseNumber;

/** The replies that wait for reporters; owned here, kept by the follow-up of cases. Each mark may come twice and is then the same. */
public interface Replies {

    /** The words, while they may be shown; empty when they expired or never were. */
    Optional<ReplyWords> words(CaseNumber number, ReplyId reply);

    void noticed(CaseNumber number, ReplyId reply);

    void shown(CaseNumber number, ReplyId reply);

    void read(CaseNumber number, ReplyId reply);

    void blocked(CaseNumber number, ReplyId reply);
}

package org.dodomu.intake;

import org.dodomu.config.FileSettings;
import org.dodomu.config.LimitSettings;
import org.dodomu.config.LineSettings;
import org.dodomu.config.PolicySettings;
import org.dodomu.config.Questionnaire;
import org.dodomu.config.Texts;

/** What the script is made of: the organisation's questions, texts, policy and names. */
record ScriptParts(
        Questionnaire questionnaire,
        Texts texts,
        PolicySettings policy,
        LineSettings line,
        FileSettings files,
        LimitSettings limits,
        FileMarks marks) {}

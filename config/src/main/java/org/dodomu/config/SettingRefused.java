package org.dodomu.config;

/** A setting is wrong; the message is one sentence that names the setting and the cure, never its value. */
public final class SettingRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SettingRefused(String sentence) {
        super(sentence);
    }
}

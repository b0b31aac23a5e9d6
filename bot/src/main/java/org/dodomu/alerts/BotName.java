package org.dodomu.alerts;

import java.util.Optional;

/** The bot's name on Telegram, for the link that a member opens. The edge to Telegram implements it. */
public interface BotName {

    /** Empty until Telegram has told it. */
    Optional<String> known();
}

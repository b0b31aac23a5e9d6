package org.dodomu.passkeys;

import com.webauthn4j.data.client.Origin;
import com.webauthn4j.server.OriginPredicate;

/** The one origin whose pages may use passkeys here; {@code http://localhost} without a port stands for every port of it. */
final class Origins implements OriginPredicate {

    private final Origin origin;
    private final boolean anyPort;

    Origins(String origin) {
        this.origin = new Origin(origin);
        this.anyPort = origin.equals("http://localhost");
    }

    @Override
    public boolean test(Origin asked) {
        return anyPort ? "http".equals(asked.getScheme()) && "localhost".equals(asked.getHost()) : origin.equals(asked);
    }
}

package org.dodomu.crypto;

import java.util.List;

/** One recipient stanza of an age header: a type, arguments and a short body. */
public final class Stanza {

    private final String type;
    private final List<String> arguments;
    private final byte[] body;

    Stanza(String type, List<String> arguments, byte[] body) {
        this.type = type;
        this.arguments = List.copyOf(arguments);
        this.body = body.clone();
    }

    String type() {
        return type;
    }

    List<String> arguments() {
        return arguments;
    }

    byte[] body() {
        return body.clone();
    }

    /** The only argument as bytes of this length. */
    byte[] argument(int length) {
        if (arguments.size() != 1) {
            throw SealBroken.header();
        }
        byte[] bytes = CanonicalBase64.decode(arguments.get(0));
        if (bytes.length != length) {
            throw SealBroken.header();
        }
        return bytes;
    }

    /** The body, which holds a file key and its tag. */
    byte[] wrappedKey() {
        if (body.length != AgeFormat.FILE_KEY_BYTES + AgeFormat.TAG_BYTES) {
            throw SealBroken.header();
        }
        return body.clone();
    }
}

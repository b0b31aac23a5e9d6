package org.dodomu.console;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Limits the entrances: 60 requests a minute from one address (an IPv6 address by its /64 network) and 50 a second from all. Addresses are kept only as HMAC under a key of this process, at most 10,000
 * of them, the longest unused forgotten first.
 */
@Component
class SignInLimits {

    private static final int MOST_ADDRESSES = 10_000;
    private static final int PER_MINUTE = 60;
    private static final int ALL_PER_SECOND = 50;
    private static final int IPV6_NETWORK_BYTES = 8;

    private final SecretKeySpec key;
    private final Bucket all = bucket(ALL_PER_SECOND, Duration.ofSeconds(1));
    private final Map<String, Bucket> byAddress = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    SignInLimits(SecureRandom random) {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        this.key = new SecretKeySpec(secret, "HmacSHA256");
    }

    private static Bucket bucket(int tokens, Duration period) {
        return Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(tokens)
                        .refillGreedy(tokens, period)
                        .build())
                .build();
    }

    /** Takes one try; how long to wait when there is none left. */
    Optional<Duration> take(String address) {
        return wait(own(address)).or(() -> wait(all));
    }

    private static Optional<Duration> wait(Bucket bucket) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed()
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()).plusSeconds(1));
    }

    private synchronized Bucket own(String address) {
        return byAddress.computeIfAbsent(blind(network(address)), unseen -> bucket(PER_MINUTE, Duration.ofMinutes(1)));
    }

    private static byte[] network(String address) {
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return bytes.length > 4 ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes;
        } catch (UnknownHostException notNumeric) {
            return new byte[0];
        }
    }

    private String blind(byte[] network) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return Base64.getEncoder().encodeToString(mac.doFinal(network));
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has HMAC-SHA-256", impossible);
        }
    }
}

package org.dodomu.crypto;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A stream of 200 MiB in a heap of 64 MiB, beside the JDK's raw ChaCha20-Poly1305 over the same chunks. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 6)
@Fork(value = 1, jvmArgsAppend = "-Xmx64m")
public class StreamBenchmark {

    private static final int CHUNK = 64 * 1024;
    private static final int CHUNKS = 200 * 16;

    private final SecureRandom random = new SecureRandom();
    private final Age age = new Age(random);
    private final RecipientSet recipients =
            RecipientSet.of(HybridIdentity.generate(random).recipient());
    private final byte[] chunk = new byte[CHUNK];

    @Benchmark
    public void sealed() throws IOException {
        try (SealingOutputStream out = age.sealing(recipients, OutputStream.nullOutputStream())) {
            for (int i = 0; i < CHUNKS; i++) {
                out.write(chunk);
            }
            out.finish();
        }
    }

    @Benchmark
    public int raw() throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
        SecretKeySpec key = new SecretKeySpec(new byte[32], "ChaCha20");
        ChunkNonce nonce = new ChunkNonce();
        int length = 0;
        for (int i = 0; i < CHUNKS; i++) {
            cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(nonce.of(false)));
            length += cipher.doFinal(chunk).length;
            nonce.advance();
        }
        return length;
    }
}

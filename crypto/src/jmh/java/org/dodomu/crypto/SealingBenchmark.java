package org.dodomu.crypto;

import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.pqc.crypto.xwing.XWingKEMGenerator;
import org.bouncycastle.pqc.crypto.xwing.XWingKeyGenerationParameters;
import org.bouncycastle.pqc.crypto.xwing.XWingKeyPairGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a seal of 2 KB to one post-quantum recipient costs beside the bare X-Wing encapsulation in it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class SealingBenchmark {

    private final SecureRandom random = new SecureRandom();
    private final Age age = new Age(random);
    private final HybridIdentity identity = HybridIdentity.generate(random);
    private final RecipientSet recipients = RecipientSet.of(identity.recipient());
    private final byte[] plaintext = new byte[2048];
    private final byte[] sealed = age.seal(recipients, plaintext);
    private final AsymmetricKeyParameter bare = bareKey();

    private AsymmetricKeyParameter bareKey() {
        XWingKeyPairGenerator generator = new XWingKeyPairGenerator();
        generator.init(new XWingKeyGenerationParameters(random));
        return generator.generateKeyPair().getPublic();
    }

    @Benchmark
    public Object encapsulation() {
        return new XWingKEMGenerator(random).generateEncapsulated(bare);
    }

    @Benchmark
    public byte[] seal() {
        return age.seal(recipients, plaintext);
    }

    @Benchmark
    public byte[] open() {
        return age.open(sealed, identity);
    }
}

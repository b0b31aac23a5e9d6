package org.dodomu.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.CrossOriginEmbedderPolicyHeaderWriter.CrossOriginEmbedderPolicy;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;

/** The response headers of the console and of the viewer, which runs in a sandboxed frame of no origin. */
final class ConsoleHeaders {

    private static final String CONSOLE_POLICY = "default-src 'none'; script-src 'self'%s; style-src 'self'; "
            + "img-src 'self' blob:; media-src blob:; font-src 'self'; connect-src 'self'; frame-src 'self'; "
            + "worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'; trusted-types 'none'";

    private static final String VIEWER_POLICY = "sandbox allow-scripts; default-src 'none'; "
            + "script-src %1$s/viewer/viewer.js; style-src %1$s/viewer/viewer.css; img-src blob:; media-src blob:; "
            + "connect-src 'none'; worker-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

    /** A script without a checksum in the page does not run (W3C Subresource Integrity, Integrity-Policy). */
    private static final String INTEGRITY = "blocked-destinations=(script)";

    private static final String PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), "
            + "publickey-credentials-get=(self), publickey-credentials-create=(self)";

    private ConsoleHeaders() {}

    static void console(HeadersConfigurer<HttpSecurity> headers) {
        shared(headers, CrossOriginResourcePolicy.SAME_ORIGIN);
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(String.format(CONSOLE_POLICY, importMap())))
                .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .addHeaderWriter(new StaticHeadersWriter("Integrity-Policy", INTEGRITY));
    }

    /** The viewer's own: its document has no origin, so its script must be readable across origins, and the console must be able to frame it. */
    static void viewer(HeadersConfigurer<HttpSecurity> headers) {
        shared(headers, CrossOriginResourcePolicy.CROSS_ORIGIN);
        headers.frameOptions(HeadersConfigurer.FrameOptionsConfig::disable).addHeaderWriter(viewerPolicy());
    }

    /** The page's import map, by its checksum: it names the checksums of the scripts that come only when they are asked for. */
    private static String importMap() {
        try (InputStream sum = ConsoleHeaders.class.getResourceAsStream("importmap.sha256")) {
            return sum == null
                    ? ""
                    : " 'sha256-" + new String(sum.readAllBytes(), StandardCharsets.US_ASCII).strip() + "'";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void shared(HeadersConfigurer<HttpSecurity> headers, CrossOriginResourcePolicy resources) {
        headers.crossOriginEmbedderPolicy(policy -> policy.policy(CrossOriginEmbedderPolicy.REQUIRE_CORP))
                .crossOriginResourcePolicy(policy -> policy.policy(resources))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                .permissionsPolicyHeader(policy -> policy.policy(PERMISSIONS));
    }

    private static HeaderWriter viewerPolicy() {
        return (request, response) -> {
            String host = request.getServerName() + ":" + request.getServerPort();
            String origin = request.getScheme() + "://" + (host.matches("[A-Za-z0-9.\\[\\]:-]+") ? host : "invalid");
            response.setHeader("Content-Security-Policy", String.format(VIEWER_POLICY, origin));
        };
    }
}

package org.dodomu.console;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.SessionTrackingMode;
import java.time.Clock;
import java.util.Set;
import org.dodomu.config.ConsoleSettings;
import org.dodomu.config.SignInSettings;
import org.dodomu.desk.Rosters;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;

/** Who may pass. There is no password, no form and no default user: a session begins with a proof of a member's key, and nothing redirects. */
@Configuration(proxyBeanMethods = false)
class ConsoleSecurity {

    @Bean
    @Order(1)
    SecurityFilterChain viewer(HttpSecurity http) {
        plain(http);
        return http.securityMatcher("/viewer/**")
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(ConsoleHeaders::viewer)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/viewer/**")
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain console(
            HttpSecurity http,
            SecurityContextRepository contexts,
            CsrfTokenRepository csrf,
            MemberGate gate,
            SignInLimits limits) {
        plain(http);
        return http.securityContext(context -> context.securityContextRepository(contexts))
                .csrf(protection -> protection.spa().csrfTokenRepository(csrf))
                .headers(ConsoleHeaders::console)
                .addFilterBefore(new BodyCap(), CsrfFilter.class)
                .addFilterBefore(gate, AuthorizationFilter.class)
                .addFilterBefore(new EntranceGate(limits), AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD)
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/api/line")
                        .permitAll()
                        .requestMatchers(
                                HttpMethod.POST,
                                "/api/sign-in",
                                "/api/sign-in/*",
                                "/api/sign-in/passkey/options",
                                "/api/sign-out")
                        .permitAll()
                        .requestMatchers(
                                HttpMethod.POST, "/api/founding/*", "/api/invitations/look", "/api/invitations/answer")
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, "/api/enrolment", "/api/enrolment/*")
                        .permitAll()
                        .requestMatchers("/api/**")
                        .authenticated()
                        .requestMatchers(EndpointRequest.toAnyEndpoint())
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/**")
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .build();
    }

    /** Nothing of what Spring Security brings for pages with passwords; refusals are JSON. */
    private static void plain(HttpSecurity http) {
        http.formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(
                                (request, response, why) -> ErrorBody.send(response, 401, ErrorBody.word(401)))
                        .accessDeniedHandler(
                                (request, response, why) -> ErrorBody.send(response, 403, ErrorBody.word(403))));
    }

    @Bean
    SecurityContextRepository securityContexts() {
        HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
        contexts.setDisableUrlRewriting(true);
        return contexts;
    }

    @Bean
    CsrfTokenRepository csrfTokens() {
        CookieCsrfTokenRepository tokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
        tokens.setCookieCustomizer(
                cookie -> cookie.sameSite("Strict").secure(true).path("/"));
        return tokens;
    }

    @Bean
    MemberGate memberGate(Rosters rosters, SignInSettings settings, Clock clock) {
        return new MemberGate(rosters, settings.longest(), clock);
    }

    /** The gate stands in the security chain only, not before every servlet. */
    @Bean
    FilterRegistrationBean<MemberGate> memberGateOnlyInChain(MemberGate gate) {
        FilterRegistrationBean<MemberGate> registration = new FilterRegistrationBean<>(gate);
        registration.setEnabled(false);
        return registration;
    }

    /** Stands where Spring Boot would otherwise make a user with a password. */
    @Bean
    AuthenticationManager noPasswords() {
        return attempt -> {
            throw new BadCredentialsException("There are no passwords");
        };
    }

    /** The session's cookie is fixed in code: no setting can weaken it. */
    @Bean
    ServletContextInitializer sessionCookie(ConsoleSettings settings) {
        return context -> {
            context.setSessionTrackingModes(Set.of(SessionTrackingMode.COOKIE));
            context.setSessionTimeout(Math.toIntExact(settings.idle().toMinutes()));
            var cookie = context.getSessionCookieConfig();
            cookie.setName("__Host-sid");
            cookie.setPath("/");
            cookie.setSecure(true);
            cookie.setHttpOnly(true);
            cookie.setAttribute("SameSite", "Strict");
        };
    }
}

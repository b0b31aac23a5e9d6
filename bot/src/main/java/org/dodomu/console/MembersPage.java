package org.dodomu.console;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The page of founding and vetting at {@code /members/}; its links carry their token behind a {@code #}, which no browser sends. */
@Configuration(proxyBeanMethods = false)
class MembersPage implements WebMvcConfigurer {

    @Override
    public void addViewControllers(ViewControllerRegistry pages) {
        pages.addViewController("/members/").setViewName("forward:/members/index.html");
    }
}

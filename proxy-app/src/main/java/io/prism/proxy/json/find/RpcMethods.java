// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json.find;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.prism.proxy.json.fault.HttpFault;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds methods by the names that paths use: a service's full name, its simple name, or that without
 * {@code Interface} at its end. Immutable.
 */
public final class RpcMethods {

    private static final String SUFFIX = "Interface";

    private final Map<String, Map<String, RpcMethod>> byService = new HashMap<>();

    /** Knows the methods of {@code services}. A short name that two of them share is nobody's. */
    public RpcMethods(Collection<ServiceDescriptor> services) {
        Map<String, Integer> bearers = new HashMap<>();
        for (ServiceDescriptor service : services) {
            bearers.merge(service.getName(), 1, Integer::sum);
            bearers.merge(shortName(service), 1, Integer::sum);
        }
        for (ServiceDescriptor service : services) {
            Map<String, RpcMethod> methods = new LinkedHashMap<>();
            for (MethodDescriptor method : service.getMethods()) {
                methods.put(method.getName(), RpcMethod.of(method));
            }
            byService.put(service.getFullName(), methods);
            int self = service.getName().equals(shortName(service)) ? 2 : 1;
            putIfOnly(service.getName(), methods, bearers, self);
            putIfOnly(shortName(service), methods, bearers, self);
        }
    }

    /** The name of a service in paths: {@code KeyValueBasic} for {@code …KeyValueBasicInterface}. */
    public static String shortName(ServiceDescriptor service) {
        String name = service.getName();
        return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    }

    /**
     * The method that a path names.
     *
     * @throws HttpFault when there is none; the answer names what there is instead
     */
    public RpcMethod find(String service, String method) {
        Map<String, RpcMethod> methods = byService.get(service);
        if (methods == null) {
            throw HttpFault.notFound(
                    "there is no service '%s'; /openapi.json lists what can be called".formatted(service));
        }
        RpcMethod found = methods.get(method);
        if (found == null) {
            throw HttpFault.notFound("service '%s' has no method '%s'; it has %s"
                    .formatted(service, method, String.join(", ", methods.keySet())));
        }
        return found;
    }

    private void putIfOnly(String name, Map<String, RpcMethod> methods, Map<String, Integer> bearers, int self) {
        if (bearers.getOrDefault(name, 0) == self) {
            byService.putIfAbsent(name, methods);
        }
    }
}
